// react-query as this program uses it.
import { QueryClient } from '@tanstack/react-query'

export const queries = new QueryClient({
  defaultOptions: {
    // `call` repeats reads by itself; a second layer of repeats would keep a person waiting for a minute.
    queries: { retry: false, staleTime: 15_000, gcTime: 30 * 60_000, refetchOnReconnect: true, refetchOnWindowFocus: true },
    mutations: { retry: false, networkMode: 'always' },
  },
})
