import { usePathname } from 'wouter/use-browser-location';
import { type Place, placeOf } from '../../interface/place.ts';

/** The place that the address names. Wouter's own location is decoded once already, which loses `%25` and `%2F`. */
export function usePlace(): Place {
  return placeOf(usePathname());
}
