// Uploads files with npm's ali-oss and its defaults: node ali_oss.cjs FILE...
const path = require("path");
const OSS = require("ali-oss");
const of = (name) => process.env[`QWEN_TMP_OSS_${name}`];

async function main() {
  const client = new OSS({
    endpoint: of("ENDPOINT"),
    accessKeyId: of("AK_ID"),
    accessKeySecret: of("AK_SECRET"),
    bucket: of("BUCKET"),
    region: `oss-${of("REGION")}`,
    authorizationV4: true,
  });
  for (const file of process.argv.slice(2)) {
    await client.multipartUpload(`bench/${path.basename(file)}`, file);
  }
  process.exit(0); // idle connections would keep it waiting
}

main().catch((error) => { console.error(error.code, error.message); process.exit(1); });
