// camelCase in code, snake_case in tables.
import { DefaultNamingStrategy } from 'typeorm'

const snake = (text: string): string => text.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase()

export class SnakeNaming extends DefaultNamingStrategy {
  override tableName(className: string, customName?: string): string { return customName ?? snake(className) }
  override columnName(propertyName: string, customName?: string): string { return customName ?? snake(propertyName) }
}
