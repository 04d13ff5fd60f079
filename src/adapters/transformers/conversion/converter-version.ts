/** Raised whenever converted files change, so that installed models are converted again. */
export const CONVERTER_VERSION = 1;
