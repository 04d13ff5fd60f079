/** These isolate the page, so that WASM may use threads. */
export const isolationHeaders = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

/**
 * Where models that the user asked for are downloaded from (docs/decisions/2026-11-24-model-hosts.md): the hub, the hosts that
 * it sends on to for large files, and the repository of the libraries that WebLLM runs them with.
 */
const modelHosts = [
  'https://huggingface.co',
  'https://*.huggingface.co',
  'https://*.hf.co',
  'https://raw.githubusercontent.com',
];

/**
 * Headers of every response of the built page. The policy keeps it from talking to anyone but its own server and those hosts,
 * whatever a model or a tool puts into it.
 */
export const securityHeaders = {
  ...isolationHeaders,
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'Content-Security-Policy': [
    "default-src 'self'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self'",
    "img-src 'self' data:",
    "worker-src 'self' blob:",
    `connect-src 'self' ${modelHosts.join(' ')}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
};
