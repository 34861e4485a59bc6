import { Page } from '../../ui/page'
export function SessionsScreen() { return <Page title="sessions">{null}</Page> }
