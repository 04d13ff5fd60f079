import type { XgrammarLibrary } from './xgrammar-compiler';

/**
 * Loads xgrammar in a page or worker. The package is a UMD file that calls itself an ES module: a bundler that
 * sees through it gives its exports, one that does not leaves them in a global.
 */
export async function loadXgrammar(): Promise<XgrammarLibrary> {
  const module = (await import('@mlc-ai/web-xgrammar')) as Partial<XgrammarLibrary>;
  const candidates = [module, module.default, (globalThis as { xgrammar?: unknown }).xgrammar];
  const library = candidates.find(
    (candidate) =>
      typeof candidate === 'object' && candidate !== null && 'GrammarCompiler' in candidate,
  );
  if (!library) throw new TypeError('web-xgrammar has no exports where they were expected');
  return library as XgrammarLibrary;
}
