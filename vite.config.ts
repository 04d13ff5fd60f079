import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { isolationHeaders, securityHeaders } from './tools/serve/headers.ts';

/** Engines of the graphics card, 27 and 6 MB: kept from their first use on, so that others never download them. */
const onDemand = [
  'ort-wasm-simd-threaded.asyncify-',
  'card-session-',
  'load-webllm-',
  'webllm-catalogue-',
];

export default defineConfig({
  // A missing file is a 404, never the page: the model loader must see that it is missing.
  appType: 'mpa',
  plugins: [
    svelte(),
    VitePWA({
      registerType: 'prompt',
      injectRegister: false,
      manifest: {
        name: 'Apprentice',
        short_name: 'Apprentice',
        description: 'A private agent that lives in the browser and learns on the job.',
        display: 'standalone',
        start_url: './',
        background_color: '#fbfbfa',
        theme_color: '#fbfbfa',
        icons: [
          { src: 'icons/icon-192.png', sizes: '192x192', type: 'image/png' },
          { src: 'icons/icon-512.png', sizes: '512x512', type: 'image/png' },
          {
            src: 'icons/icon-maskable-512.png',
            sizes: '512x512',
            type: 'image/png',
            purpose: 'maskable',
          },
        ],
      },
      workbox: {
        // Code and engines (ONNX Runtime's and TF.js' WASM) are precached; weights are kept by the model loader.
        globPatterns: ['**/*.{js,mjs,css,html,svg,png,wasm,webmanifest,bin}'],
        globIgnores: ['models/**', ...onDemand.map((name) => `assets/${name}*`)],
        maximumFileSizeToCacheInBytes: 40 * 2 ** 20,
        runtimeCaching: [
          {
            urlPattern: new RegExp(`/assets/(${onDemand.join('|')})`),
            handler: 'CacheFirst',
            options: { cacheName: 'apprentice-engines', expiration: { maxEntries: 12 } },
          },
        ],
      },
    }),
  ],
  resolve: {
    // transformers.js computes on WASM only: its WebGPU build would fetch its own binaries from elsewhere.
    alias: [{ find: /^onnxruntime-web\/webgpu$/, replacement: 'onnxruntime-web/wasm' }],
  },
  worker: { format: 'es' },
  build: { target: 'es2023', chunkSizeWarningLimit: 2000, assetsInlineLimit: 0 },
  // The development server injects styles and scripts that the policy forbids.
  server: { headers: isolationHeaders },
  preview: { headers: securityHeaders },
});
