import { GetObjectCommand, NoSuchKey, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';

const s3 = new S3Client();

export const handler = async ({ httpMethod, pathParameters, body }) => {
  const note = { Bucket: process.env.BUCKET, Key: `notes/${pathParameters.title}` };
  if (httpMethod === 'PUT') {
    await s3.send(new PutObjectCommand({ ...note, Body: JSON.parse(body).text }));
    return { statusCode: 204 };
  }
  try {
    const { Body } = await s3.send(new GetObjectCommand(note));
    return { statusCode: 200, body: await Body.transformToString() };
  } catch (error) {
    if (error instanceof NoSuchKey) return { statusCode: 404, body: 'There is no such note.' };
    throw error;
  }
};
