/** A conversation is the episodes that carry its id, in order of their sequence. */
export interface Conversation {
  readonly id: string;
  /** From the first request, until the user renames it. */
  readonly title: string;
  readonly createdAt: number;
  readonly updatedAt: number;
}
