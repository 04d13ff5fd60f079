import { describe, expect, it } from 'vitest';
import { hubFile, hubListing, readHubAddress } from './hub-address';

const main = { repository: 'owner/name', revision: 'main', path: '' };

describe('an address of the hub', () => {
  it.each([
    ['owner/name', main],
    [' https://huggingface.co/owner/name/ ', main],
    ['huggingface.co/owner/name?library=x#files', main],
    ['https://huggingface.co/owner/name/tree/v2.0', { ...main, revision: 'v2.0' }],
    [
      'https://huggingface.co/owner/name/blob/main/onnx/model_q4.onnx',
      { ...main, path: 'onnx/model_q4.onnx' },
    ],
    [
      'owner/name/resolve/0123abc/onnx/model.onnx?download=true',
      { repository: 'owner/name', revision: '0123abc', path: 'onnx/model.onnx' },
    ],
  ])('is read from %s', (address, expected) => {
    expect(readHubAddress(address)).toEqual(expected);
  });

  it.each([
    '',
    'name',
    'https://example.org/owner/name',
    'http://huggingface.co/owner/name',
    'datasets/owner/name',
    'owner/name/commits/main',
    '../name',
    'owner/name/blob/main/../../etc',
  ])('is not read from “%s”', (address) => {
    expect(readHubAddress(address)).toBeNull();
  });

  it('gives the addresses of its list and of its files, with odd names encoded', () => {
    expect(hubListing(main)).toBe(
      'https://huggingface.co/api/models/owner/name/tree/main?recursive=1',
    );
    expect(hubFile(main, 'onnx/a b#c.onnx')).toBe(
      'https://huggingface.co/owner/name/resolve/main/onnx/a%20b%23c.onnx',
    );
  });
});
