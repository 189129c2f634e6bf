const PLACE = /[( ](?:file:\/\/)?(\/[^?:)]+)(?:\?[^:)]*)?:(\d+):\d+\)?$/;

/**
 * The place outside of this package that an error was made for, as far as its stack tells: so that a file which is
 * loaded twice, as test runners and watchers do, is told from two definitions that clash.
 *
 * @param error made where something is defined. Its stack is written when it is first asked for, which is not here
 * while all is well: in Temporal's isolate, where every run defines all anew, that took longer than the rest.
 */
export function definedAt(error: Error): string | undefined {
  const [own, ...places] = (error.stack ?? '').split('\n').flatMap((line) => {
    const [, file, number] = PLACE.exec(line) ?? [];
    return file === undefined ? [] : [{ file, number }];
  });
  if (own === undefined) return undefined;
  const folder = own.file.replace(/(\/(?:src|dist)\/).*$/, '$1');
  const place = places.find(({ file }) => !file.startsWith(folder));
  return place === undefined ? undefined : `${place.file}:${place.number}`;
}
