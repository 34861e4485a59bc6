export const everywhere = 'all'
