/** WeChat brings a whole package at once, so nothing is left to fetch. */
export function warmPages(): void {}
