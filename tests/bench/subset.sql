-- What DuckDB computes of each relationship: how much was said, the last touch, how many waits were answered, and
-- how many seconds they took by the wall. An opener's wait ends with the next outbound of its thread or the next
-- meeting or answered call of its relationship; later ones that end with the same answer have joined it.
WITH said AS (
    SELECT relationship, thread, moment, opens, missed, direction,
        NOT missed AND (direction = 'both' OR channel IN ('call', 'meeting')) AS contact
    FROM read_parquet($log) WHERE countable
), ahead AS (
    SELECT relationship, thread, moment, opens AND direction = 'in' AND NOT contact AS asks,
        least(
            min(moment) FILTER (WHERE direction = 'out' AND NOT contact AND NOT missed) OVER (
                PARTITION BY relationship, thread ORDER BY moment RANGE BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING),
            min(moment) FILTER (WHERE contact) OVER (
                PARTITION BY relationship ORDER BY moment RANGE BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING)
        ) AS answered
    FROM said
), waits AS (
    SELECT relationship, answered - min(moment) AS took FROM ahead WHERE asks AND answered IS NOT NULL
    GROUP BY relationship, thread, answered
), replies AS (
    SELECT relationship, count(*) AS n, sum(took)::BIGINT AS seconds FROM waits GROUP BY relationship
), touches AS (
    SELECT relationship, count(*) AS n, max(moment) FILTER (WHERE NOT missed) AS last FROM said GROUP BY relationship
)
SELECT touches.relationship, touches.n, last, coalesce(replies.n, 0), coalesce(seconds, 0)
FROM touches LEFT JOIN replies USING (relationship) ORDER BY 1
