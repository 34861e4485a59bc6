export class OpenA {}
