import type { BrowserContext, Request, Route } from '@playwright/test';

/** What the hub gives out for a repository: the files by path. */
export type Repository = Readonly<Record<string, Buffer>>;

interface Held {
  readonly path: string;
  readonly range: string | null;
  go(): void;
}

/** Answers for huggingface.co with small repositories, and keeps every request that was made. Nothing reaches the network. */
export class FakeHub {
  readonly requests: Request[] = [];
  readonly #repositories: Readonly<Record<string, Repository>>;
  /** Files, `owner/name/path`, of which the first connection gives only half, and every later one waits until `next` lets it through. */
  readonly #slow: ReadonlySet<string>;
  readonly #held: Held[] = [];
  readonly #begun = new Set<string>();

  constructor(repositories: Readonly<Record<string, Repository>>, slow: readonly string[] = []) {
    this.#repositories = repositories;
    this.#slow = new Set(slow);
  }

  async answerFor(context: BrowserContext): Promise<void> {
    await context.route('https://huggingface.co/**', (route) => this.#answer(route));
  }

  /** The connection that waits; null when none does. */
  waiting(): Held | null {
    return this.#held.at(-1) ?? null;
  }

  async #answer(route: Route): Promise<void> {
    const request = route.request();
    this.requests.push(request);
    const { pathname } = new URL(request.url());
    const [, list] = /^\/api\/models\/(.+)\/tree\//.exec(pathname) ?? [];
    const [, file, path = ''] = /^\/(.+?)\/resolve\/[^/]+\/(.+)$/.exec(pathname) ?? [];
    const repository = this.#repositories[list ?? file ?? ''];
    if (list && repository) return this.#list(route, repository);
    const body = repository?.[path];
    if (body) return this.#file(route, `${file}/${path}`, body);
    return route.fulfill({ status: 404, headers: open, body: '' });
  }

  #list(route: Route, repository: Repository): Promise<void> {
    const files = Object.entries(repository).map(([path, body]) => {
      return { type: 'file', path, size: body.length };
    });
    return route.fulfill({ headers: open, json: files });
  }

  async #file(route: Route, path: string, body: Buffer): Promise<void> {
    const range = route.request().headers()['range'] ?? null;
    const [, from = '0', last = ''] = /^bytes=(\d+)-(\d*)$/.exec(range ?? '') ?? [];
    // A look at the beginning waits for nothing.
    if (last === '' && this.#slow.has(path)) {
      // The connection breaks half way; whoever goes on asks for the rest.
      if (!this.#begun.has(path)) {
        this.#begun.add(path);
        const half = body.subarray(0, body.length / 2);
        return route.fulfill({ headers: open, body: half });
      }
      await new Promise<void>((go) => this.#held.push({ path, range, go }));
    }
    const part = body.subarray(Number(from), last === '' ? undefined : Number(last) + 1);
    const status = part.length < body.length ? 206 : 200;
    // A page that has stopped waiting has taken its request back.
    await route.fulfill({ status, headers: open, body: part }).catch(() => undefined);
  }
}

const open = { 'access-control-allow-origin': '*' };
