import type { Link } from './link.ts';

/** A start that failed, and the link that it used. Its cause is what was thrown. */
export class FailedStart extends Error {
  readonly link: Link;

  constructor(link: Link, cause: unknown) {
    super('The server did not start.', { cause });
    this.link = link;
  }
}
