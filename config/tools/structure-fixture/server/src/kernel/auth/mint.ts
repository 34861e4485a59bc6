export const mintActor = () => 'anybody'
