// What each reader finds of one household on the wire, written by hand from the county's table of who sees what (name, certificate, phone,
// health, children under 14, money, address, bank) and, where that table is silent, from the choices in shared/rules/README.md.
// `-` the field is absent · `full` as recorded · everything else as the column's cell says and the spec checks.
// office = the six roles of village and township. health, school, housing = departments of measures 06+18, 04+05, 07.

/** The card. */
export const CARD = `
field            household helper office county unit   health school housing acceptance prefecture
headName         full      full   full   full   full   full   full   full    full       masked
code             full      full   full   full   full   full   full   full    full       full
number           full      full   full   full   full   full   full   full    full       full
householdNo      full      full   full   full   -      -      -      -       full       -
village          full      full   full   full   full   full   full   full    full       full
group            full      full   full   full   full   -      -      -       full       -
state            full      full   full   full   full   full   full   full    full       full
type             full      full   full   full   full   full   full   full    full       full
causes           full      full   full   full   -      full   -      -       full       -
identifiedOn     full      full   full   full   full   full   full   full    full       full
plannedExitYear  full      full   full   full   full   full   full   full    full       full
exitYear         full      full   full   full   full   full   full   full    full       full
memberCount      full      full   full   full   full   full   full   full    full       full
phone            full      full   full   full   masked masked masked masked  full       -
phoneUnconfirmed there     there  there  there  -      -      -      -       there      -
bank             last4     -      last4  -      -      -      -      -       -          -
bankOnReason     -         -      -      there  -      -      -      -       -          -
adults           full      full   full   full   full   full   full   full    full       -
child            full      stage  full   full   -      -      stage  -       full       -
childCount       -         -      -      -      1      1      -      1       -          -
certificate      last4     masked masked masked -      masked masked masked  masked     -
sex              full      full   full   full   full   full   full   full    full       -
age              full      full   full   full   full   full   full   full    full       -
birthDate        full      -      -      -      -      -      -      -       -          -
education        full      full   full   full   full   -      full   -       full       -
health           full      full   full   full   -      full   -      -       full       -
disability       full      -      full   full   -      full   -      -       full       -
labour           full      full   full   full   full   -      -      -       full       -
work             full      full   full   full   full   -      -      -       full       -
serving          full      full   full   full   full   -      -      -       full       -
insurance        full      full   full   full   -      full   -      -       full       -
housing          full      full   full   full   full   -      -      full    full       -
utilities        full      full   full   full   full   -      -      -       full       -
land             full      full   full   full   full   -      -      -       full       -
road             full      full   full   full   full   -      -      -       full       -
position         full      full   full   full   full   -      -      -       full       -
income           full      full   full   full   -      -      -      -       full       totals
months           full      full   full   full   -      -      -      -       full       -
measures         all       all    all    all    plain  06     05     07      all        -
helpers          full      full   full   full   full   plain  plain  plain   full       -
visits           full      full   full   full   -      -      -      -       full       -
steps            full      full   full   full   full   -      -      -       full       -
`

/** A row of the list. */
export const ROW = `
field            household helper office county unit   health school housing acceptance prefecture
headName         full      full   full   full   full   full   full   full    full       masked
code             full      full   full   full   full   full   full   full    full       full
number           full      full   full   full   full   full   full   full    full       full
village          full      full   full   full   full   full   full   full    full       full
group            full      full   full   full   full   -      -      -       full       -
state            full      full   full   full   full   full   full   full    full       full
type             full      full   full   full   full   full   full   full    full       full
causes           full      full   full   full   -      full   -      -       full       -
memberCount      full      full   full   full   full   full   full   full    full       full
perCapitaFen     full      full   full   full   -      -      -      -       full       full
below            full      full   full   full   -      -      -      -       full       full
helperName       full      full   full   full   full   full   full   full    full       -
lastVisitOn      full      full   full   full   full   -      -      -       full       -
dueOn            full      full   full   full   full   -      -      -       full       -
`
