"""A quote is written once: the database refuses to change a row of it."""

from django.db import migrations

TABLES = ("orders_quote", "orders_quoteparcel", "orders_quoteline")

FORWARDS = """
CREATE FUNCTION orders_refuse_quote_update() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'quotes are immutable: give a new version instead' USING ERRCODE = 'restrict_violation';
END $$;
""" + "".join(
    f"CREATE TRIGGER {table}_immutable BEFORE UPDATE ON {table} "
    "FOR EACH ROW EXECUTE FUNCTION orders_refuse_quote_update();\n"
    for table in TABLES
)
BACKWARDS = (
    "".join(f"DROP TRIGGER {table}_immutable ON {table};\n" for table in TABLES)
    + "DROP FUNCTION orders_refuse_quote_update();"
)


class Migration(migrations.Migration):
    dependencies = [("orders", "0001_purchases_baskets_quotes_refunds")]

    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
