/** A desk's keyboard; keys meant for a field or a button are left to it. */
export function onKeys(act: (key: string) => void): () => void {
  const listen = (event: KeyboardEvent) => {
    const target = event.target as HTMLElement | null
    if (event.ctrlKey || event.metaKey || event.altKey || target?.tagName === 'INPUT') return
    if (event.key === 'Enter' && target?.getAttribute('role') === 'button') return
    act(event.key)
  }
  window.addEventListener('keydown', listen)
  return () => window.removeEventListener('keydown', listen)
}
