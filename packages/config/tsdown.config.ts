import { library } from '../../scripts/library.ts';

/** The sections that a package adds to core's settings. Each is added by the package itself, where it is installed. */
const AUGMENTATION = /^declare module "@mcp-agent\/core" \{\n.*?^\}\n/gms;

// The types of sections come from the packages that read them. They are copied into the declarations, so that a user
// of this package need not install those packages.
export default library({
  deps: { dts: { alwaysBundle: [/^@mcp-agent\/(?!core)/] } },
  plugins: [
    {
      name: 'without-augmentations',
      generateBundle(_options, bundle) {
        for (const file of Object.values(bundle)) {
          if (file.type === 'chunk' && file.fileName.endsWith('.d.ts')) {
            file.code = file.code.replaceAll(AUGMENTATION, '');
          }
        }
      },
    },
  ],
});
