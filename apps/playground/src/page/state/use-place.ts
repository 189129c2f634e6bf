import { usePathname } from 'wouter/use-browser-location';
import { type Place, placeOf } from '../../interface/place.ts';

/** Returns the place of the current URL. Wouter's own location is already decoded, which loses `%25` and `%2F`. */
export function usePlace(): Place {
  return placeOf(usePathname());
}
