"""The database itself refuses to change, delete, unbalance or add to the journal."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION orders_refuse_journal_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only: correct it by a reversal', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER journal_no_change BEFORE UPDATE OR DELETE ON orders_journalentry
    FOR EACH ROW EXECUTE FUNCTION orders_refuse_journal_change();
CREATE TRIGGER posting_no_change BEFORE UPDATE OR DELETE ON orders_posting
    FOR EACH ROW EXECUTE FUNCTION orders_refuse_journal_change();
CREATE TRIGGER journal_no_truncate BEFORE TRUNCATE ON orders_journalentry
    FOR EACH STATEMENT EXECUTE FUNCTION orders_refuse_journal_change();
CREATE TRIGGER posting_no_truncate BEFORE TRUNCATE ON orders_posting
    FOR EACH STATEMENT EXECUTE FUNCTION orders_refuse_journal_change();
CREATE TRIGGER ledger_account_no_change BEFORE UPDATE OR DELETE ON orders_ledgeraccount
    FOR EACH ROW EXECUTE FUNCTION orders_refuse_journal_change();

-- At commit an entry must have exactly the postings it announced, summing to zero in every currency, each in
-- the currency of its account and of the entry's instant. Adding to a committed entry breaks the count.
CREATE FUNCTION orders_check_entry(checked uuid) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    announced integer;
    moment timestamptz;
    found integer;
BEGIN
    SELECT posting_count, occurred_at INTO announced, moment FROM orders_journalentry WHERE id = checked;
    SELECT count(*) INTO found FROM orders_posting WHERE entry_id = checked;
    IF found IS DISTINCT FROM announced THEN
        RAISE EXCEPTION 'journal entry % announces % postings and has %', checked, announced, found
            USING ERRCODE = 'check_violation', CONSTRAINT = 'journal_entry_is_whole';
    END IF;
    IF EXISTS (SELECT 1 FROM orders_posting WHERE entry_id = checked GROUP BY currency HAVING sum(amount) <> 0) THEN
        RAISE EXCEPTION 'journal entry % does not balance', checked
            USING ERRCODE = 'check_violation', CONSTRAINT = 'journal_entry_balances';
    END IF;
    IF EXISTS (
        SELECT 1 FROM orders_posting p JOIN orders_ledgeraccount a ON a.id = p.account_id
        WHERE p.entry_id = checked AND (a.currency <> p.currency OR p.occurred_at <> moment)
    ) THEN
        RAISE EXCEPTION 'journal entry % has a posting in a foreign currency or at another time', checked
            USING ERRCODE = 'check_violation', CONSTRAINT = 'journal_posting_fits_account';
    END IF;
END $$;
CREATE FUNCTION orders_check_entry_of_posting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM orders_check_entry(NEW.entry_id);
    RETURN NULL;
END $$;
CREATE FUNCTION orders_check_entry_itself() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM orders_check_entry(NEW.id);
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER posting_entry_balances AFTER INSERT ON orders_posting
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION orders_check_entry_of_posting();
CREATE CONSTRAINT TRIGGER journal_entry_balances AFTER INSERT ON orders_journalentry
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION orders_check_entry_itself();
"""
BACKWARD = """
DROP TRIGGER journal_entry_balances ON orders_journalentry;
DROP TRIGGER posting_entry_balances ON orders_posting;
DROP FUNCTION orders_check_entry_itself();
DROP FUNCTION orders_check_entry_of_posting();
DROP FUNCTION orders_check_entry(uuid);
DROP TRIGGER ledger_account_no_change ON orders_ledgeraccount;
DROP TRIGGER posting_no_truncate ON orders_posting;
DROP TRIGGER journal_no_truncate ON orders_journalentry;
DROP TRIGGER posting_no_change ON orders_posting;
DROP TRIGGER journal_no_change ON orders_journalentry;
DROP FUNCTION orders_refuse_journal_change();
"""


class Migration(migrations.Migration):
    dependencies = [("orders", "0003_earnings_ledger_payments_payouts")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
