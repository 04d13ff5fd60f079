import * as tf from '@tensorflow/tfjs-core';
import { ApprenticeError } from '../../core/errors/apprentice-error';

/**
 * Makes WebGPU the backend; its code (600 kB) is loaded only here, where there is a device. Of the programs for a
 * matrix product the plain one is pinned: `MatMulSplitKProgram`, chosen by itself for the shape of our gradient, gave
 * -85.7 as 22.8 in Chromium 156. Code `trainer-unavailable` where there is no WebGPU.
 */
export async function startWebgpu(): Promise<void> {
  if ('gpu' in navigator) {
    await import('@tensorflow/tfjs-backend-webgpu');
    tf.env().set('WEBGPU_MATMUL_PROGRAM_TYPE', 0);
    if (await tf.setBackend('webgpu')) return;
  }
  throw new ApprenticeError(
    'trainer-unavailable',
    'This device has no WebGPU that the trainer can use. Nothing was trained or changed.',
  );
}
