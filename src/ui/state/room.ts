/** There is room for a rail with the conversations in it. */
export const ROOMY = '(min-width: 900px)';
