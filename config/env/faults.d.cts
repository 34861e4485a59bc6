/** Every fault of an environment, each beginning with its variable's name and saying what to do. */
export function faultsOf(environment: Record<string, string | undefined>, schema: Record<string, { meaning: string; production?: boolean }>): string[]
