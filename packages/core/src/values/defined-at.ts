const PLACE = /[( ](?:file:\/\/)?(\/[^?:)]+)(?:\?[^:)]*)?:(\d+):\d+\)?$/;

/**
 * The place outside of this package that the code runs for, as far as the stack tells: so that a file which is
 * loaded twice, as test runners and watchers do, is told from two definitions that clash.
 */
export function definedAt(): string | undefined {
  const [own, ...places] = (new Error().stack ?? '').split('\n').flatMap((line) => {
    const [, file, number] = PLACE.exec(line) ?? [];
    return file === undefined ? [] : [{ file, number }];
  });
  if (own === undefined) return undefined;
  const folder = own.file.replace(/(\/(?:src|dist)\/).*$/, '$1');
  const place = places.find(({ file }) => !file.startsWith(folder));
  return place === undefined ? undefined : `${place.file}:${place.number}`;
}
