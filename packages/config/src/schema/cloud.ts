import { z } from 'zod';
import { section } from './section.ts';

/** What a model that runs on Vertex AI needs. */
export interface VertexSettings {
  /** The Google Cloud project. */
  readonly project?: string;
  /** The Google Cloud region. */
  readonly location?: string;
}

/** The section `bedrock`: what a model that runs on AWS Bedrock needs. */
export interface BedrockSettings {
  /** The AWS access key's id. */
  readonly awsAccessKeyId?: string;
  /** The AWS access key. */
  readonly awsSecretAccessKey?: string;
  /** The token of a temporary AWS session. */
  readonly awsSessionToken?: string;
  /** The AWS region. */
  readonly awsRegion?: string;
  /** The profile in the AWS configuration. */
  readonly profile?: string;
}

/** The keys that every section for Vertex AI has. */
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

/** The keys that every section for AWS Bedrock has. */
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
