import { decodeError, encodeError, workerLost } from './rpc-error';
import type { EncodedError } from './rpc-error';

/**
 * A small typed RPC. A protocol is an interface of methods that return promises; the worker `serve`s an
 * implementation, the page `connect`s. Among a method's arguments an AbortSignal and functions that return
 * nothing work across the boundary (top level only); everything else is cloned, or moved with `transfer`.
 */

/** A Worker, a MessagePort or a worker's own global scope. */
export interface Endpoint {
  postMessage(message: unknown, transfer: Transferable[]): void;
  addEventListener(type: string, listener: (event: Event) => void): void;
  removeEventListener(type: string, listener: (event: Event) => void): void;
  /** MessagePorts queue their messages until started. */
  start?(): void;
}

/** Arguments that cannot be cloned travel as one of these, wrapped so that no user data can look like it. */
type Argument =
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'signal'; readonly aborted: boolean }
  | { readonly kind: 'callback' };

type Message =
  | { readonly type: 'call'; id: number; method: string; args: readonly Argument[] }
  | { readonly type: 'cancel'; id: number }
  | { readonly type: 'callback'; id: number; argument: number; values: readonly unknown[] }
  | { readonly type: 'result'; id: number; value: unknown }
  | { readonly type: 'error'; id: number; error: EncodedError };

const transfers = new WeakMap<object, Transferable[]>();

/** Marks `value` (an argument or a result) so that `parts` of it are moved, not copied. */
export function transfer<T extends object>(value: T, parts: Transferable[]): T {
  transfers.set(value, parts);
  return value;
}

function transfersOf(values: readonly unknown[]): Transferable[] {
  return values.flatMap((value) =>
    typeof value === 'object' && value !== null ? (transfers.get(value) ?? []) : [],
  );
}

/** The global scope of the worker that this runs in, typed as an endpoint. */
export function workerScope(): Endpoint {
  return globalThis as unknown as Endpoint;
}

type Method = (...args: never[]) => Promise<unknown>;
/** Keeps the methods of T; anything else (say a plain property) can't cross. */
export type Remote<T> = { readonly [K in keyof T as T[K] extends Method ? K : never]: T[K] };

/** Answers calls of `methods` (own properties only) until the returned function is called. */
export function serve<T extends object>(endpoint: Endpoint, methods: Remote<T>): () => void {
  const running = new Map<number, AbortController>();

  async function run(id: number, name: string, args: readonly Argument[]): Promise<void> {
    const controller = new AbortController();
    running.set(id, controller);
    try {
      const method: unknown = Object.hasOwn(methods, name)
        ? methods[name as keyof Remote<T>]
        : undefined;
      if (typeof method !== 'function') throw new TypeError(`there is no method ${name}`);
      const value: unknown = await method(...args.map((arg, at) => receive(arg, id, at)));
      endpoint.postMessage({ type: 'result', id, value } satisfies Message, transfersOf([value]));
    } catch (error) {
      const message: Message = { type: 'error', id, error: encodeError(error) };
      endpoint.postMessage(message, []);
    } finally {
      running.delete(id);
    }

    function receive(argument: Argument, call: number, at: number): unknown {
      if (argument.kind === 'value') return argument.value;
      if (argument.kind === 'callback') {
        return (...values: unknown[]): void => {
          const message: Message = { type: 'callback', id: call, argument: at, values };
          endpoint.postMessage(message, transfersOf(values));
        };
      }
      if (argument.aborted) controller.abort();
      return controller.signal;
    }
  }

  function onMessage(event: Event): void {
    const message = (event as MessageEvent<Message>).data;
    if (message.type === 'call') void run(message.id, message.method, message.args);
    if (message.type === 'cancel') running.get(message.id)?.abort();
  }
  endpoint.addEventListener('message', onMessage);
  endpoint.start?.();
  return () => endpoint.removeEventListener('message', onMessage);
}

interface Pending {
  resolve(value: unknown): void;
  reject(error: Error): void;
  readonly args: readonly unknown[];
  readonly detach: () => void;
}

export interface Connection<T> {
  readonly remote: Remote<T>;
  /** Rejects pending and later calls with `worker-lost`; call it after terminating the worker. */
  close(detail: string): void;
}

/** The calling side. A worker that crashes or can't be started rejects all calls with `worker-lost`. */
export function connect<T extends object>(endpoint: Endpoint): Connection<T> {
  const pending = new Map<number, Pending>();
  let nextId = 1;
  let lost: Error | null = null;

  function settle(id: number): Pending | undefined {
    const call = pending.get(id);
    pending.delete(id);
    call?.detach();
    return call;
  }

  function call(method: string, args: readonly unknown[]): Promise<unknown> {
    if (lost) return Promise.reject(lost);
    const id = nextId++;
    return new Promise((resolve, reject) => {
      const detach = forwardAborts(args, () =>
        endpoint.postMessage({ type: 'cancel', id } satisfies Message, []),
      );
      pending.set(id, { resolve, reject, args, detach });
      const message: Message = { type: 'call', id, method, args: args.map(send) };
      try {
        endpoint.postMessage(message, transfersOf(args));
      } catch (error) {
        settle(id);
        reject(decodeError(encodeError(error)));
      }
    });
  }

  function onMessage(event: Event): void {
    const message = (event as MessageEvent<Message>).data;
    if (message.type === 'callback') {
      const callback = pending.get(message.id)?.args[message.argument];
      if (typeof callback === 'function') callback(...message.values);
    }
    if (message.type === 'result') settle(message.id)?.resolve(message.value);
    if (message.type === 'error') settle(message.id)?.reject(decodeError(message.error));
  }

  function close(detail: string): void {
    lost ??= workerLost(detail);
    for (const id of [...pending.keys()]) settle(id)?.reject(lost);
    endpoint.removeEventListener('message', onMessage);
  }

  endpoint.addEventListener('message', onMessage);
  endpoint.addEventListener('error', (event) => {
    close('message' in event && event.message ? String(event.message) : 'it could not be started');
  });
  endpoint.addEventListener('messageerror', () => close('a message could not be read'));
  endpoint.start?.();

  const remote = new Proxy(Object.create(null) as Remote<T>, {
    // `then` must be absent, or awaiting the remote would call it.
    get: (_, name) =>
      typeof name === 'string' && name !== 'then'
        ? (...args: unknown[]) => call(name, args)
        : undefined,
  });
  return { remote, close };
}

function send(value: unknown): Argument {
  if (value instanceof AbortSignal) return { kind: 'signal', aborted: value.aborted };
  if (typeof value === 'function') return { kind: 'callback' };
  return { kind: 'value', value };
}

function forwardAborts(args: readonly unknown[], onAbort: () => void): () => void {
  const signals = args.filter((arg): arg is AbortSignal => arg instanceof AbortSignal);
  for (const signal of signals) signal.addEventListener('abort', onAbort, { once: true });
  return () => signals.forEach((signal) => signal.removeEventListener('abort', onAbort));
}
