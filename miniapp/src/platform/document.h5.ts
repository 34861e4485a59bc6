// A document of the server in a browser: fetched with the session, saved under its name.

export class DocumentRefused extends Error { override readonly name = 'DocumentRefused' }

const KEPT_MS = 60_000

export async function openDocument(path: string, name: string, token: string): Promise<void> {
  const reply = await fetch(path, { headers: { authorization: `Bearer ${token}` }, cache: 'no-store' }).catch((error: unknown) => { throw new DocumentRefused(String(error)) })
  if (!reply.ok) throw new DocumentRefused(String(reply.status))
  const address = URL.createObjectURL(await reply.blob())
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), KEPT_MS)
}
