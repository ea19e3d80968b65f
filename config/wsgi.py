"""WSGI entry point."""

import os

from django.core.wsgi import get_wsgi_application

from config.startup import refuse_unfit_configuration

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = get_wsgi_application()
refuse_unfit_configuration()
