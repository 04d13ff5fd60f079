import { everydayRequests } from './everyday-requests';
import { knowledgeRequests } from './knowledge-requests';
import { workRequests } from './work-requests';

const byTopic = [...everydayRequests, ...knowledgeRequests, ...workRequests];

/** Coprime to 640, so that stepping by it visits every request once and neighbours differ in topic. */
const stride = 231;

/**
 * 640 distinct requests that no tool is for. They fit the projection, and serve as off-scope anchors and
 * audit states. Any slice of the list mixes the topics.
 */
export const offScopeRequests: readonly string[] = byTopic.map(
  (_, index) => byTopic[(index * stride) % byTopic.length],
);
