import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { sha256 } from './checksum';
import { download } from './download';

const content = Uint8Array.from({ length: 400_000 }, (_, i) => (i * 31) % 251);
const checksum = sha256(content);

let folder: string;
let server: Server;
let ranges: (string | undefined)[];
let handle: (request: IncomingMessage, response: ServerResponse, start: number) => void;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'apprentice-download-'));
  ranges = [];
  handle = send;
  server = createServer((request, response) => {
    ranges.push(request.headers.range);
    const start = Number(/bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0);
    handle(request, response, start);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await rm(folder, { recursive: true, force: true });
});

function send(
  _request: IncomingMessage,
  response: ServerResponse,
  start: number,
  cutAt = Infinity,
) {
  const body = content.subarray(start);
  response.writeHead(start > 0 ? 206 : 200, { 'content-length': body.length });
  if (body.length <= cutAt) return response.end(body);
  response.write(body.subarray(0, cutAt), () => setTimeout(() => response.destroy(), 20));
  return response;
}

const url = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}/file`;
const target = (): string => join(folder, 'deep', 'file');

it('downloads and verifies', async () => {
  const fractions: number[] = [];
  await download(url(), target(), { sha256: checksum, onProgress: (f) => fractions.push(f) });
  expect(sha256(await readFile(target()))).toBe(checksum);
  expect(fractions.at(-1)).toBe(1);
});

it('goes on where a cut transfer stopped', async () => {
  handle = (request, response, start) => send(request, response, start, 150_000);
  await download(url(), target(), { sha256: checksum });
  expect(sha256(await readFile(target()))).toBe(checksum);
  expect(ranges.length).toBeGreaterThan(2);
  expect(ranges[0]).toBeUndefined();
  expect(ranges.at(-1)).toMatch(/^bytes=[1-9]\d*-$/);
});

it('keeps what arrived for the next run', async () => {
  let allowed = 1;
  handle = (request, response, start) =>
    allowed-- > 0 ? send(request, response, start, 150_000) : response.destroy();
  await expect(download(url(), target(), { sha256: checksum })).rejects.toThrow();
  const kept = (await stat(`${target()}.part`)).size;
  expect(kept).toBeGreaterThan(0);
  handle = send;
  await download(url(), target(), { sha256: checksum });
  expect(ranges.at(-1)).toBe(`bytes=${kept}-`);
  expect(sha256(await readFile(target()))).toBe(checksum);
});

it('refuses other content and does not keep it', async () => {
  await expect(download(url(), target(), { sha256: '00' })).rejects.toThrow(/checksum/);
  await expect(stat(`${target()}.part`)).rejects.toThrow();
  await expect(stat(target())).rejects.toThrow();
});

it('does not insist when the server says no', async () => {
  handle = (_request, response) => response.writeHead(404).end();
  await expect(download(url(), target())).rejects.toThrow('HTTP 404');
  expect(ranges).toHaveLength(1);
});

it('gives up on a connection that stalls', async () => {
  handle = (_request, response) => {
    response.writeHead(200, { 'content-length': 10 });
    response.write('a');
  };
  await expect(download(url(), target(), { stallTimeout: 30 })).rejects.toThrow();
});
