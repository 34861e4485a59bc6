// A browser has no messages of WeChat: the inbox carries all of it.
export const subscribes = false
export async function askToRemind(_templates: string[]): Promise<Record<string, string>> { return {} }
