import { Page } from '../../ui/page'
export function KitScreen() { return <Page title="kit">{null}</Page> }
