/** Origin of the server, set by `defineConstants` at build; only the WeChat build uses it, the web page asks its own origin. */
declare const API_BASE: string
