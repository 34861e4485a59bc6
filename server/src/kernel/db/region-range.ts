/** First code after all codes that begin with `land`, by byte order: 210881 → 210882. Digits only, so 9 rolls into ':'. */
export const regionAfter = (land: string): string => land.slice(0, -1) + String.fromCharCode(land.charCodeAt(land.length - 1) + 1)
