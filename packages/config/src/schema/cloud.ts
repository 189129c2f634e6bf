import { z } from 'zod';
import { section } from './section.ts';

/** Settings of models on Vertex AI. */
export interface VertexSettings {
  /** Google Cloud project. */
  readonly project?: string;
  /** Google Cloud region. */
  readonly location?: string;
}

/** The `bedrock` section: settings of models on AWS Bedrock. */
export interface BedrockSettings {
  /** AWS access key ID. */
  readonly awsAccessKeyId?: string;
  /** AWS secret access key. */
  readonly awsSecretAccessKey?: string;
  /** Token of a temporary AWS session. */
  readonly awsSessionToken?: string;
  /** AWS region. */
  readonly awsRegion?: string;
  /** Profile in the AWS configuration. */
  readonly profile?: string;
}

/** Schema keys shared by all sections for Vertex AI. */
export const vertexShape: {
  readonly project: z.ZodType<string | undefined>;
  readonly location: z.ZodType<string | undefined>;
} = {
  project: z
    .string()
    .optional()
    .meta({ description: 'The Google Cloud project.', 'x-env': ['GOOGLE_CLOUD_PROJECT'], 'x-unused': true }),
  location: z
    .string()
    .optional()
    .meta({ description: 'The Google Cloud region.', 'x-env': ['GOOGLE_CLOUD_LOCATION'], 'x-unused': true }),
};

/** Schema keys shared by all sections for AWS Bedrock. */
export const bedrockShape: {
  readonly aws_access_key_id: z.ZodType<string | undefined>;
  readonly aws_secret_access_key: z.ZodType<string | undefined>;
  readonly aws_session_token: z.ZodType<string | undefined>;
  readonly aws_region: z.ZodType<string | undefined>;
  readonly profile: z.ZodType<string | undefined>;
} = {
  aws_access_key_id: z
    .string()
    .optional()
    .meta({ description: "The AWS access key's id.", 'x-env': ['AWS_ACCESS_KEY_ID'], 'x-unused': true }),
  aws_secret_access_key: z
    .string()
    .optional()
    .meta({ description: 'The AWS access key.', 'x-env': ['AWS_SECRET_ACCESS_KEY'], 'x-unused': true }),
  aws_session_token: z
    .string()
    .optional()
    .meta({
      description: 'The token of a temporary AWS session.',
      'x-env': ['AWS_SESSION_TOKEN'],
      'x-unused': true,
    }),
  aws_region: z
    .string()
    .optional()
    .meta({ description: 'The AWS region.', 'x-env': ['AWS_REGION'], 'x-unused': true }),
  profile: z
    .string()
    .optional()
    .meta({
      description: 'The profile in the AWS configuration.',
      'x-env': ['AWS_PROFILE'],
      'x-unused': true,
    }),
};

export const bedrockSchema: z.ZodType<BedrockSettings> = section<BedrockSettings>(bedrockShape);
