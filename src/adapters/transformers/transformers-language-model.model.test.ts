import { contractContext, describeLanguageModel } from '../../core/testing/language-model-contract';
import { loadLanguageModel } from './load-language-model';
import { folderSource } from '../cache-storage/node/folder-source';

describeLanguageModel('transformers.js with SmolLM2-135M', {
  create: () =>
    loadLanguageModel(folderSource('public/models', 'SmolLM2-135M-Instruct'), {
      backend: 'cpu',
      threads: 2,
      contextLength: contractContext,
    }),
  // int8 activations: float noise of 1e-6 between chunkings can flip one rounding, which moves logits by as much as
  // int8 itself errs (3 in 30 against q4). Exactness is tested on the random model.
  tolerance: 5,
});
