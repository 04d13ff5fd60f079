import { hubHost } from './model-hosts';

/** A repository of the hub, and where in it something stands. */
export interface HubAddress {
  readonly repository: string;
  /** A commit or a branch; `main` where the address names none. */
  readonly revision: string;
  /** Below the repository; empty for the repository itself. */
  readonly path: string;
}

/**
 * Reads `owner/name`, `https://huggingface.co/owner/name`, and addresses of a branch, folder or file below it
 * (`/tree/`, `/blob/`, `/resolve/`). Null for anything else.
 */
export function readHubAddress(address: string): HubAddress | null {
  const text = address.trim().replace(/[?#].*$/, '');
  const path = text.replace(new RegExp(`^(https://)?(www\\.)?${hubHost}/`, 'i'), '');
  const parts = path.split('/').filter(Boolean);
  const [owner, name, kind, revision = 'main', ...rest] = parts;
  if (!owner || !name || ![owner, name].every((part) => /^[\w][\w.-]*$/.test(part))) return null;
  if (['datasets', 'spaces', 'models', 'api'].includes(owner)) return null;
  if (kind !== undefined && !['tree', 'blob', 'resolve'].includes(kind)) return null;
  if (!/^[\w.-]+$/.test(revision) || rest.includes('..')) return null;
  return { repository: `${owner}/${name}`, revision, path: rest.join('/') };
}

/** Where the hub lists a repository's files: `[{ type, path, size, lfs?: { oid: SHA-256, size } }]`. */
export function hubListing({ repository, revision }: HubAddress): string {
  return `https://${hubHost}/api/models/${repository}/tree/${revision}?recursive=1`;
}

/** Where the hub gives out a file. */
export function hubFile({ repository, revision }: HubAddress, path: string): string {
  const encoded = path.split('/').map(encodeURIComponent).join('/');
  return `https://${hubHost}/${repository}/resolve/${revision}/${encoded}`;
}
