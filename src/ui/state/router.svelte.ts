import { formatRoute, parseRoute, type Route } from './route';

/** The address bar's hash as state. */
export class Router {
  route = $state.raw<Route>(parseRoute(location.hash));

  /** Follows the address bar until the returned function is called. */
  listen(): () => void {
    const follow = () => {
      this.route = parseRoute(location.hash);
    };
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }

  go(route: Route): void {
    location.hash = formatRoute(route);
    // Not only when the browser tells of it: until then the page would open what the old address names.
    this.route = route;
  }

  /** Names where one already is, without a new entry in the history. */
  replace(route: Route): void {
    history.replaceState(history.state, '', formatRoute(route));
    this.route = route;
  }
}
