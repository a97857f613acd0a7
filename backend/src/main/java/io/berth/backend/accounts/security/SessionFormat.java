package io.berth.backend.accounts.security;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.BeanClassLoaderAware;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.convert.converter.Converter;
import org.springframework.core.convert.support.GenericConversionService;
import org.springframework.core.serializer.support.DeserializingConverter;
import org.springframework.core.serializer.support.SerializationFailedException;
import org.springframework.core.serializer.support.SerializingConverter;

/** How sessions lie in the database. One that an earlier version wrote in another form means signing in again. */
@Configuration(proxyBeanMethods = false)
class SessionFormat implements BeanClassLoaderAware {

    private static final Logger LOG = LoggerFactory.getLogger(SessionFormat.class);

    private ClassLoader classLoader = SessionFormat.class.getClassLoader();

    @Override
    public void setBeanClassLoader(ClassLoader loader) {
        this.classLoader = loader;
    }

    @Bean
    GenericConversionService springSessionConversionService() {
        GenericConversionService conversion = new GenericConversionService();
        conversion.addConverter(Object.class, byte[].class, new SerializingConverter());
        conversion.addConverter(byte[].class, Object.class, forgiving(new DeserializingConverter(classLoader)));
        return conversion;
    }

    static Converter<byte[], @Nullable Object> forgiving(Converter<byte[], Object> strict) {
        return bytes -> {
            try {
                return strict.convert(bytes);
            } catch (SerializationFailedException e) {
                LOG.info("A session of an earlier version cannot be read: {}", e.getMessage());
                return null;
            }
        };
    }
}
