// The validator looks up and sorts the rules of a class anew for every object of every request, a dozen times for one visit. They do not change
// once the classes are loaded, so each class's are looked up once.
import { getMetadataStorage } from 'class-validator'

type Storage = ReturnType<typeof getMetadataStorage>
type Rules = ReturnType<Storage['getTargetValidationMetadatas']>
type Sorted = ReturnType<Storage['groupByPropertyName']>

/** Rules rest on the class alone as long as nobody validates by groups or by a schema's name. */
export function rememberRules(): void {
  const storage = getMetadataStorage()
  const [find, sort] = [storage.getTargetValidationMetadatas.bind(storage), storage.groupByPropertyName.bind(storage)]
  const found = new Map<unknown, Rules>()
  const sorted = new WeakMap<Rules, Sorted>()
  storage.getTargetValidationMetadatas = (type, schema, always, strict, groups) => {
    if (always || strict || groups?.length) return find(type, schema, always, strict, groups)
    let rules = found.get(type)
    if (!rules) found.set(type, rules = find(type, schema, always, strict, groups))
    return rules
  }
  storage.groupByPropertyName = (rules) => {
    let byName = sorted.get(rules)
    if (!byName) sorted.set(rules, byName = sort(rules))
    return byName
  }
}
