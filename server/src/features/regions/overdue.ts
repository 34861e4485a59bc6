// When a household is overdue, in SQL: the same rule as `rules/visits`, for lists and figures alike.
/**
 * `visitDueOn` and `isOverdue` of the rules in SQL: the later of the last visit and the beginning of the present pairing is
 * older than `:cut`; never visited and without a helper, nothing is due.
 */
const PAIRED_ON = 'SELECT MAX(p.from_day) FROM pairing p WHERE p.household_id = h.id AND p.is_primary = 1 AND p.from_day <= :today AND (p.to_day IS NULL OR p.to_day >= :today)'
export const OVERDUE = `CASE WHEN h.last_visit_on >= :cut THEN 0 WHEN COALESCE((${PAIRED_ON}), h.last_visit_on) < :cut THEN 1 ELSE 0 END`
