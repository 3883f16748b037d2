/** What the sync chip says. Derived from what is stored, so it is true after a crash and in every tab. */
export interface SyncStatus {
  /**
   * `attention`: a person has to look at something. `offline`: the server was not reached the last time. `syncing`: there
   * is something to send and the server answers. `synced`: the server has everything.
   */
  readonly state: 'synced' | 'syncing' | 'offline' | 'attention';
  /** Operations saved here that the server has not answered. */
  readonly waiting: number;
  /** When the oldest of these happened, or since when the server is away; null when there is nothing to say. */
  readonly since: string | null;
  /** Held and rejected operations that nobody has looked at, plus one if the register itself needs help. */
  readonly needYou: number;
  /** Why the last exchange failed, for the queue panel. */
  readonly lastProblem: SyncProblem | null;
}

export interface SyncProblem {
  readonly code: string;
  readonly detail: string;
  readonly at: string;
}
