/** The setting that says that the download of a model was agreed to. Asked for and given for one model at a time. */
export const consentKey = (modelId: string) => `model-consent:${modelId}`;
