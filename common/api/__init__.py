"""What every endpoint shares: views, problems, pages, fields, ETags. Knows HTTP; the domain does not import it."""
