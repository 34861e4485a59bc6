// The part of autocannon that the bench uses; the package ships no types.
declare module 'autocannon' {
  namespace autocannon {
    interface Ask { method?: string; path: string; headers?: Record<string, string>; body?: string }
    interface Client { setRequests(asks: Ask[]): void }
    interface Options { url: string; connections: number; duration: number; setupClient(client: Client): void }
    interface Result { errors: number; timeouts: number; non2xx: number; duration: number; '2xx': number }
    interface Run extends Promise<Result> {
      on(event: 'response', heard: (client: unknown, status: number, bytes: number, milliseconds: number) => void): void
    }
  }
  function autocannon(options: autocannon.Options): autocannon.Run
  export = autocannon
}
