/** The user's own things, which tools read and change. */
export interface Note {
  readonly id: string;
  readonly text: string;
  readonly createdAt: number;
}

export interface ListItem {
  readonly id: string;
  readonly list: 'todo' | 'shopping';
  readonly text: string;
  readonly done: boolean;
  readonly createdAt: number;
}

/** A reminder (at a time the user named) or a timer (after a duration). `dueAt` in ms since the epoch. */
export interface Reminder {
  readonly id: string;
  readonly kind: 'reminder' | 'timer';
  readonly text: string;
  readonly dueAt: number;
  readonly createdAt: number;
  readonly dismissedAt: number | null;
}

export interface UserDataTables {
  notes: Note;
  listItems: ListItem;
  reminders: Reminder;
}
export type UserDataTable = keyof UserDataTables;

/** A change of the user's things. Tools return changes; the store applies them in the episode's transaction. */
export type Change =
  | {
      [T in UserDataTable]: {
        readonly type: 'put';
        readonly table: T;
        readonly record: UserDataTables[T];
      };
    }[UserDataTable]
  | { readonly type: 'delete'; readonly table: UserDataTable; readonly id: string };

export interface UserDataReader {
  list<T extends UserDataTable>(table: T): Promise<UserDataTables[T][]>;
}
