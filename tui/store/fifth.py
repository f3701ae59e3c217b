"""What the fifth schema adds: indexes of what is open, of the last touch and of what a write looks for."""

ADDED = """
DROP INDEX wait_open;
CREATE INDEX wait_still ON wait(relationship, opened) WHERE ended IS NULL AND measured = 0;
CREATE INDEX promise_still ON promise(relationship, made_at, by_us, author)
    WHERE ended_at IS NULL AND deleted_at IS NULL;
CREATE INDEX follow_up_still ON follow_up(relationship, made_at, owner)
    WHERE ended_at IS NULL AND deleted_at IS NULL;
CREATE INDEX follow_up_ended ON follow_up(ended_at) WHERE ended_at IS NOT NULL;

-- what was said, from the newest on
CREATE INDEX interaction_at ON interaction(at, id, mail);
-- all that whoever counts the relationships needs
CREATE INDEX relationship_there ON relationship(kind, owner, made_at) WHERE deleted_at IS NULL;
-- all that whoever looks for the silent needs, so that nobody reads the parts of everybody for it
CREATE INDEX health_touch ON health(relationship, until, last_touch, first_at);
CREATE INDEX address_teammate ON address(teammate) WHERE teammate IS NOT NULL;

-- mail that was written down by hand and asks for nothing
CREATE INDEX interaction_unasked ON interaction(relationship)
    WHERE thread = 0 AND channel = 'email' AND direction = 'in' AND opens = 0;
"""
