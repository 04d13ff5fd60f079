/**
 * Remembers outside the database that it was once created: a wiped database looks exactly like a first
 * install (RELIABILITY.md), and only this tells them apart.
 */
export interface InstallMarker {
  isSet(database: string): boolean;
  set(database: string): void;
  clear(database: string): void;
}
