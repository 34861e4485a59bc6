import { Page } from '../../ui/page'
export function MeScreen() { return <Page title="me">{null}</Page> }
