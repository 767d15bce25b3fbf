# Signs files with the certificate that is in the environment, in base64. Used by release.yml.
param([Parameter(Mandatory, ValueFromRemainingArguments)] [string[]] $Files)
$ErrorActionPreference = "Stop"
$pfx = New-TemporaryFile
try {
    [IO.File]::WriteAllBytes($pfx, [Convert]::FromBase64String($env:CERTIFICATE))
    $secret = ConvertTo-SecureString $env:PASSWORD -AsPlainText -Force
    $certificate = Import-PfxCertificate $pfx -CertStoreLocation Cert:\CurrentUser\My -Password $secret
} finally {
    Remove-Item $pfx
}
foreach ($file in $Files) {
    $signed = Set-AuthenticodeSignature $file -Certificate $certificate -HashAlgorithm SHA256 `
        -TimestampServer "http://timestamp.digicert.com"
    if ($signed.Status -ne "Valid") { throw "$file : $($signed.StatusMessage)" }
}
